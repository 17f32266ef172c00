namespace VteBridge.Tests.Sync;

/// <summary>Waits for something that another thread or process will do; fails with its name when it does not happen.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <param name="seen">Describes what happened instead; called when the wait fails.</param>
    public static void True(Func<bool> condition, string what, Func<string>? seen = null)
    {
        if (!SpinWait.SpinUntil(condition, Longest))
            Assert.Fail($"not within {Longest}: {what}\n{seen?.Invoke()}");
    }
}
