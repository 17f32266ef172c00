using VteBridge.Sync.Loop;

namespace VteBridge.Tests.Loop;

/// <summary>Ends of passes, made by hand.</summary>
internal static class Ends
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    public static PassEnd Good(TimeSpan took = default, DateTimeOffset? at = null) =>
        new(at ?? Start, (at ?? Start) + took, PassResult.Done, 0, VteAnswered: true);

    public static PassEnd Failed(string trouble = "VTE cannot be reached.", DateTimeOffset? at = null) =>
        new(at ?? Start, at ?? Start, PassResult.Failed, VteBridge.ExitCode.VteUnavailable, trouble);
}
