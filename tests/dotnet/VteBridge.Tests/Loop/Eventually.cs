namespace VteBridge.Tests.Loop;

/// <summary>Waits for what another thread or process is about to do; fails with a name when it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static void True(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, Longest), $"not within {Longest}: {what}");
}
