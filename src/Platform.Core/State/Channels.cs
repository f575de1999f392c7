using Platform.Core.Expressions;

namespace Platform.Core.State;

/// <summary>A value that a task sends to a channel; seen from the next superstep on.</summary>
public sealed record ChannelWrite(string Channel, CelValue Value);

/// <summary>A named slot of state with its reducer.</summary>
/// <param name="Initial">The file's default, or the reducer's own initial value.</param>
/// <param name="KeptOnThread">The channel's last value is carried over to the next run on the same thread.</param>
public sealed record StateChannel(string Name, IReducer Reducer, CelValue Initial, bool KeptOnThread);
