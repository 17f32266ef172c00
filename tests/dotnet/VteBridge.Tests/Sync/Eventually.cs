namespace VteBridge.Tests.Sync;

/// <summary>Waits for what another thread or process is about to do; fails with a name when it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <param name="seen">What there was instead, asked for when it fails.</param>
    public static void True(Func<bool> condition, string what, Func<string>? seen = null)
    {
        if (!SpinWait.SpinUntil(condition, Longest))
            Assert.Fail($"not within {Longest}: {what}\n{seen?.Invoke()}");
    }
}
