namespace VteBridge.Core;

/// <summary>
/// The named points of a cycle where a crash makes a difference. They do nothing in the product; the crash tests load a
/// start-up hook that subscribes to them and kills the process at one of them.
/// </summary>
internal static class Milestone
{
    public static Action<string>? Passed { get; set; }

    public static void Pass(string name) => Passed?.Invoke(name);
}
