namespace VteBridge.Setup;

/// <summary>One thing that `init` has to know: taken from its flag, else asked on a terminal.</summary>
/// <param name="Flag">As on the command line, `--server`.</param>
internal sealed record Question(string Flag, string Text)
{
    /// <summary>The answer of a script that does not give the flag; null when it must.</summary>
    public string? Default { get; init; }

    /// <summary>What a terminal offers for Enter, where that is not the default.</summary>
    public string? Suggestion { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool IsSecret { get; init; }

    /// <summary>What is wrong with an answer, and what to write instead; null when it will do.</summary>
    public Func<string, string?> Problem { get; init; } = _ => null;

    public string? ProblemOf(string answer) =>
        Choices.Count > 0 && !Choices.Contains(answer) ? $"'{answer}' is none of {string.Join(", ", Choices)}."
        : answer == "" && Default != "" ? "An answer is needed."
        : answer == "" ? null
        : Problem(answer);
}
