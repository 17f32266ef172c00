namespace VteBridge.Configuration;

/// <summary>Section `Schedule`: when `run` makes its cycles.</summary>
internal sealed record ScheduleOptions
{
    /// <summary>From the beginning of one cycle to the beginning of the next. A cycle that takes longer is followed by the next at once.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a cycle follows one that failed; each further failure doubles the wait, up to Interval.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the page under way has to end when `run` is asked to stop. Then it is cancelled; the next cycle reads it again.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<OptionProblem> Problems()
    {
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromDays(1))
            yield return new("Schedule:Interval", $"{Interval} is out of range.", "Use 00:00:01 to 1.00:00:00.");
        if (FirstRetry < TimeSpan.FromSeconds(1) || FirstRetry > TimeSpan.FromDays(1))
            yield return new("Schedule:FirstRetry", $"{FirstRetry} is out of range.", "Use 00:00:01 to 1.00:00:00.");
        if (StopTimeout < TimeSpan.Zero || StopTimeout > TimeSpan.FromMinutes(10))
            yield return new("Schedule:StopTimeout", $"{StopTimeout} is out of range.", "Use 00:00:00 to 00:10:00.");
    }
}
