using System.Globalization;

namespace VteBridge.Configuration;

/// <summary>Section `Reconcile`: what `run` proves every night.</summary>
internal sealed record ReconcileOptions
{
    /// <summary>When `run` reconciles the days before, `hh:mm` in VTE's local time. Empty: it does not.</summary>
    public string Nightly { get; init; } = "02:00";

    /// <summary>How many days before each night it reconciles. A day that was in order is asked of WATS alone in later nights: WATS may take a report back late.</summary>
    public int NightlyDays { get; init; } = 3;

    /// <summary>Null when it is off.</summary>
    public TimeOnly? NightlyTime =>
        TimeOnly.TryParseExact(Nightly, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    public IEnumerable<OptionProblem> Problems() =>
        [
            .. OptionRange.Of("Reconcile:NightlyDays", NightlyDays, 1, 31),
            .. Nightly != "" && NightlyTime is null
                ? new OptionProblem[]
                {
                    new(
                        "Reconcile:Nightly",
                        $"'{Nightly}' is no time of day.",
                        "Write it as 02:00, or empty for no nightly reconcile."
                    ),
                }
                : [],
        ];
}
