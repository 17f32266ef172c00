using System.CommandLine;

namespace VteBridge.Cli;

/// <summary>The part of VTE's history that a verb works on.</summary>
internal static class PeriodFlags
{
    public static readonly Option<DateTime?> From = TimeFlag.Create("--from", "First time; without it, the oldest run");

    public static readonly Option<DateTime?> RequiredFrom = TimeFlag.Create("--from", "First time", required: true);

    public static readonly Option<DateTime?> To = TimeFlag.Create("--to", "Last time, included; without it, now");

    /// <exception cref="UsageFailure">The period ends before it begins.</exception>
    public static (DateTime? From, DateTime? To) Read(CommandContext call, Option<DateTime?> fromFlag)
    {
        var (from, to) = (call.Parsed.GetValue(fromFlag), call.Parsed.GetValue(To));
        return from > to
            ? throw new UsageFailure(
                $"--from {from:yyyy-MM-dd HH:mm} is after --to {to:yyyy-MM-dd HH:mm}. Exchange them."
            )
            : (from, to);
    }
}
