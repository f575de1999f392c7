namespace Platform.IntegrationTests.Sandbox;

/// <summary>One thing that code tries and must not get.</summary>
/// <param name="Try">Gentle: the body of a function <c>escape(given)</c> that throws when it is held back, and otherwise gives back its loot. Violent: a whole source.</param>
/// <param name="Held">A part of what is told when it is held back.</param>
public sealed record Escape(string Name, string Language, string Try, string Held)
{
    /// <summary>Whether the same succeeds outside, for any user and without harm: then that is checked, so that a case cannot pass by being wrong.</summary>
    public bool WorksOutside { get; init; }

    /// <summary>What it gives back when it spoils only its own result; null when it must fail.</summary>
    public string? OwnResult { get; init; }

    /// <summary>Files it asks to keep.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Whether it goes on until its time is over.</summary>
    public bool IsEndless { get; init; }

    public override string ToString() => $"{Language}: {Name}";
}
