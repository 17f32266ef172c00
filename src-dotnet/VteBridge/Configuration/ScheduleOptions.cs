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

    public IEnumerable<OptionProblem> Problems() =>
        [
            .. OptionRange.Of("Schedule:Interval", Interval, OptionRange.Second, TimeSpan.FromDays(1)),
            .. OptionRange.Of("Schedule:FirstRetry", FirstRetry, OptionRange.Second, TimeSpan.FromDays(1)),
            .. OptionRange.Of("Schedule:StopTimeout", StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        ];
}
