namespace VteBridge.Configuration;

/// <summary>Section `Sync`: how a cycle walks through VTE.</summary>
internal sealed record SyncOptions
{
    /// <summary>How old a run must be before it is read, so that its rows are all there.</summary>
    public TimeSpan SettleDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far before the checkpoint each cycle reads again, for runs that were committed late or edited.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a run without steps, or one whose rows still change, is waited for.</summary>
    public TimeSpan CompletenessWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the last days are compared by one aggregate row each, for runs that came or changed later than the look-back; 0: in every cycle.</summary>
    public TimeSpan DayCheckInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many days that comparison covers; 0 switches it off.</summary>
    public int DayCheckDays { get; init; } = 30;

    /// <summary>How often the whole history is counted in VTE and compared with the outcomes; 0: in every cycle.</summary>
    public TimeSpan CensusInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Where the very first cycle begins, in VTE's local time. Empty: at the oldest run.</summary>
    public DateTime? StartFrom { get; init; }

    /// <summary>Whether repairs are sent as UUR reports.</summary>
    public bool Repairs { get; init; } = true;

    public IEnumerable<OptionProblem> Problems() =>
        [
            .. OptionRange.Of("Sync:SettleDelay", SettleDelay, TimeSpan.Zero, OptionRange.Year),
            .. OptionRange.Of("Sync:LookBack", LookBack, TimeSpan.Zero, 10 * OptionRange.Year),
            .. OptionRange.Of("Sync:CompletenessWait", CompletenessWait, TimeSpan.Zero, OptionRange.Year),
            .. OptionRange.Of("Sync:DayCheckInterval", DayCheckInterval, TimeSpan.Zero, OptionRange.Year),
            .. OptionRange.Of("Sync:CensusInterval", CensusInterval, TimeSpan.Zero, OptionRange.Year),
            .. DayCheckDays is < 0 or > 3_650
                ? new OptionProblem[] { new("Sync:DayCheckDays", $"{DayCheckDays} is out of range.", "Use 0 to 3650.") }
                : [],
        ];
}
