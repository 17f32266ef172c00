using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

/// <summary>Sample ends of cycles.</summary>
internal static class Ends
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    public static CycleEnd Good(TimeSpan took = default, DateTimeOffset? at = null) =>
        new(at ?? Start, (at ?? Start) + took, CycleResult.Done, 0, VteAnswered: true);

    public static CycleEnd Failed(string trouble = "VTE cannot be reached.", DateTimeOffset? at = null) =>
        new(at ?? Start, at ?? Start, CycleResult.Failed, Core.ExitCode.VteUnavailable, trouble);
}
