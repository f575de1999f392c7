using Platform.Core.Engine;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <param name="Graph">The version to go by.</param>
/// <param name="Origin">The run's own; null when it no longer compiles.</param>
internal sealed record ReplayedRun(RunView Run, OrganizationId Organization, CompiledGraph Graph, int Version, CompiledGraph? Origin);

/// <summary>
/// Does a run again with the engine that did it first, in memory: what the world answered comes from the record, all else is computed again and compared
/// with what was stored, step by step. Nothing outside is touched and nothing is written.
/// </summary>
internal sealed class Replay
{
    private const int Page = 500;

    private readonly ReplayedRun _of;
    private readonly IRunHistory _history;
    private readonly RunLoop _loop;
    private readonly CompiledGraph _graph;
    private readonly ReplayCompare _compare;
    private readonly Dictionary<TaskId, Answer> _answers = [];
    private readonly Dictionary<string, string> _saved = new(StringComparer.Ordinal);
    private readonly Queue<StepRow> _rows = new();

    private Tape _tape = null!; // set by Begin, with all below
    private TapeStep _step = null!;
    private Checkpoint _expected = null!;
    private Checkpoint _at = null!;
    private RunFrame _frame;
    private Divergence? _found;
    private int _first;
    private bool _over;
    private bool _noMoreRows;

    public Replay(ReplayedRun of, IRunHistory history, RunLoop loop)
    {
        (_of, _history, _loop) = (of, history, loop);
        _graph = RecordedAction.Graph(of.Graph, () => _step, d => _found ??= IsLastTry ? null : d);
        _compare = new ReplayCompare(of.Graph, of.Origin, of.Version, of.Run.Version);
        _frame = new RunFrame
        {
            Id = of.Run.Id,
            Organization = of.Organization,
            Workflow = of.Run.Workflow,
            Thread = of.Run.Thread,
            Inputs = CelValue.FromJson(of.Run.Inputs) as CelMap ?? CelMap.Empty,
            Started = of.Run.StartedAt ?? of.Run.CreatedAt,
        };
    }

    private bool IsLastTry => Row() is null; // a superstep that failed: tasks of it may have been cut off

    /// <summary>From the first checkpoint to the run's end, or as far as it came.</summary>
    public async Task<ReplayReport> RunAsync(CancellationToken cancellationToken)
    {
        if (await _history.StepsAsync(_of.Run.Id, -1, 1, cancellationToken) is not [var first, ..]) return Report();
        await BeginAsync(CheckpointJson.Read(null, first.Step, first.State), cancellationToken);
        _at = Start(first.Step);
        _found = _found ?? _compare.Start(_expected, _at);
        if (_found is null) await GoAsync(int.MaxValue, cancellationToken);
        return Report();
    }

    /// <summary>Where the run stood after a step, journal and waits with it, from a step at which nothing waited; null when it cannot be told.</summary>
    public async Task<Checkpoint?> StandAsync(Checkpoint from, int step, CancellationToken cancellationToken)
    {
        await BeginAsync(from, cancellationToken);
        _at = from;
        await GoAsync(step, cancellationToken);
        return _found is null && _at.Step == step ? _at : null;
    }

    private async ValueTask BeginAsync(Checkpoint from, CancellationToken cancellationToken)
    {
        _expected = from;
        _first = from.Step;
        _tape = new Tape(_history, _of.Run.Id, from.Step == 0 ? 0 : await _history.BeforeAsync(_of.Run.Id, from.Step + 1, cancellationToken));
        await LookAheadAsync(cancellationToken);
    }

    // A fork begins with what it was given; other runs begin with their version's own values, and with what their thread kept.
    private Checkpoint Start(int step)
    {
        if (step == 0 && _of.Run.ForkedFrom is null) return Superstep.Initial(_of.Graph, _expected.Channels);
        if (_of.Version == _of.Run.Version) return _expected;
        var fit = ForkRules.Start(_expected, _of.Graph, new ForkRun { Step = step }, _of.Version, isSame: false);
        if (fit.Ok) return fit.Value;
        _found = new Divergence("state", step, null, null, null, null, null, fit.Findings[0].Message);
        return _expected;
    }

    private async Task GoAsync(int until, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        while (_at.Step < until && _found is null && !_over)
        {
            if (Row() is null && !EndsItself()) return;
            await ListenAsync(until, cancellationToken);
        }
    }

    // Until the loop has to be started anew, with what an operator changed or another execution saw.
    private async Task ListenAsync(int until, CancellationToken cancellationToken)
    {
        await foreach (var told in _loop.RunAsync(_graph, _frame, _at, _answers, cancellationToken))
        {
            if (_found is null) Hear(told);
            await LookAheadAsync(cancellationToken);
            if (_found is not null || _over) return;
            if (told is not StepCommitted) continue;
            if (_at.Step >= until || (Row() is null && !EndsItself())) return;
            if (await LoadAsync(cancellationToken)) return;
        }
    }

    private void Hear(RunEvent told)
    {
        switch (told)
        {
            case TaskFinished or TaskFailed or TaskInterrupted:
                HearTask(told);
                break;
            case StepCommitted step:
                HearStep(step);
                break;
            case RunSucceeded done:
                _over = true;
                _found = _of.Run.Status == RunStatus.Succeeded && Row() is null
                    ? ReplayEnds.Outputs(_of.Run, done, _compare)
                    : ReplayEnds.Other(_of.Run, _at.Step, null, "the run has succeeded", _compare);
                break;
            case RunFailed failed:
                _over = true;
                if (Row() is not null || _of.Run.Status != RunStatus.Failed || _of.Run.Error?.Code != failed.Error.Code)
                    _found = ReplayEnds.Other(_of.Run, _at.Step + 1, failed.Node, $"the run fails: {failed.Error.Message}", _compare);
                break;
            case RunWaiting waiting:
                _over = true;
                if (Row() is not null) _found = ReplayEnds.Other(_of.Run, _at.Step + 1, null, $"the run waits: {string.Join("; ", waiting.For)}", _compare);
                break;
            default:
                break;
        }
    }

    private void HearTask(RunEvent told)
    {
        if (told is TaskFinished finished)
            foreach (var channel in finished.Saved) _saved.TryAdd(channel, finished.Node!);
        var task = new TaskId(_of.Run.Id, told.Since ?? told.Step, told.Node!, told.Index ?? -1);
        if (IsLastTry || !_step.Ends.TryGetValue(task, out var then)) return;
        if (then.GetType() != told.GetType())
            _found = new Divergence("task", _at.Step + 1, told.Node, null, null, ReplayEnds.Say(then), ReplayEnds.Say(told), _compare.Why(told.Node, null));
        else if (told is TaskInterrupted && then.Record?.Asked is { } asked && told.Record?.Asked is { } asks && asks != asked)
            _found = new Divergence("asked", _at.Step + 1, told.Node, null, null, $"a question with the hash {asked}", $"a question with the hash {asks}", _compare.Why(told.Node, null));
    }

    private void HearStep(StepCommitted step)
    {
        if (Row() is not { } row)
        {
            _found = ReplayEnds.Other(_of.Run, step.Step, null, "one more step", _compare);
            return;
        }

        var before = _expected;
        _expected = CheckpointJson.Read(row.Full ? null : before, row.Step, row.State);
        _rows.Dequeue();
        _found ??= _compare.Step(before, _expected, CheckpointJson.ReadChanged(row.State).Changed, step, _saved, _step);
        if (_found is null) _at = step.Checkpoint!;
        _saved.Clear();
    }

    /// <summary>Makes the next step's record ready; true when the loop must be started anew.</summary>
    private async ValueTask<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var anew = false;
        while (true)
        {
            _step = await _tape.ReadAsync(_at.Step + 1, cancellationToken);
            if (Row() is not { } row || !CheckpointJson.ReadChanged(row.State).Edited) break;
            _rows.Dequeue();
            var before = _at;
            _expected = CheckpointJson.Read(row.Full ? null : _expected, row.Step, row.State);
            await LookAheadAsync(cancellationToken);
            _at = before with { Step = row.Step, Channels = before.Channels.SetItems(_expected.Channels.Where(c => before.Channels.ContainsKey(c.Key))) };
            anew = true;
        }

        if (_step.Frame is { } frame)
        {
            _frame = _frame with { Attempt = frame.Attempt, Env = frame.Env };
            anew = true;
        }

        _answers.Clear();
        foreach (var (task, end) in _step.Ends)
        {
            if (end.Record?.Answer is { } answer) _answers[task] = answer;
            foreach (var call in end.Record?.Answered ?? []) _answers[task with { Call = call }] = new Answer(AnswerKind.Answered, CelValue.Null);
        }

        foreach (var (task, wait) in _at.Waiting)
            if (wait.Kind == InterruptKind.Breakpoint && _step.Started.Contains(task.Node)) _answers[task] = new Answer(AnswerKind.Answered, CelValue.Null);
        return anew;
    }

    // Past the last checkpoint there is an end that can be computed, or there is none to compare.
    private bool EndsItself() => _of.Run.Status switch
    {
        RunStatus.Succeeded => true,
        RunStatus.Failed => _of.Run.Error is { Node: not null } error && error.Step == _at.Step + 1,
        _ => false,
    };

    // The next one; null after the last.
    private StepRow? Row() => _rows.TryPeek(out var next) ? next : null;

    // After each row that was taken, so that the next one lies ready.
    private async ValueTask LookAheadAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0 || _noMoreRows) return;
        foreach (var row in await _history.StepsAsync(_of.Run.Id, Math.Max(_expected.Step, _first), Page, cancellationToken)) _rows.Enqueue(row);
        _noMoreRows = _rows.Count == 0;
    }

    private ReplayReport Report() => new(_found is null, Math.Max(0, (_at?.Step ?? 0) - _first), _of.Version, _of.Run.Status.IsEnded(), _found);
}
