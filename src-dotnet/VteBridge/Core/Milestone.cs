namespace VteBridge.Core;

/// <summary>
/// The points of a cycle between which a crash makes a difference. Nothing happens at them in the product; the crash
/// tests load a start-up hook that listens and kills the process at one of them.
/// </summary>
internal static class Milestone
{
    public static Action<string>? Passed { get; set; }

    public static void Pass(string name) => Passed?.Invoke(name);
}
