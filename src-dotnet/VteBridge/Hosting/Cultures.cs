using System.Runtime.InteropServices;

namespace VteBridge.Hosting;

/// <summary>
/// SqlClient needs the system's cultures for the code pages of text columns, and refuses to work without them. Container
/// images often switch cultures off by an environment variable although ICU is installed. .NET reads that variable only
/// at its start, so the program restarts itself with the variable off: in the same process, with the same arguments and
/// streams.
/// </summary>
internal static class Cultures
{
    public const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>
    /// Restarts the program if necessary. Returns if a restart is unnecessary or impossible; then the connection says
    /// what is missing.
    /// </summary>
    public static void SwitchOn()
    {
        if (!OperatingSystem.IsLinux() || !IsSwitchedOff || !HasIcu())
            return;
        var line = File.ReadAllBytes("/proc/self/cmdline");
        var text = Marshal.AllocHGlobal(line.Length);
        Marshal.Copy(line, 0, text, line.Length);
        var arguments = new List<nint>();
        for (var at = 0; at < line.Length; at = Array.IndexOf(line, (byte)0, at) + 1)
            arguments.Add(text + at);
        if (SetVariable(Variable, "0", overwrite: 1) == 0)
            Replace("/proc/self/exe", [.. arguments, 0]);
        Marshal.FreeHGlobal(text);
    }

    private static bool IsSwitchedOff =>
        Environment.GetEnvironmentVariable(Variable) is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether ICU is installed under one of the names that .NET looks for. Without it, the restarted program would fail.
    /// </summary>
    private static bool HasIcu()
    {
        for (var version = 50; version <= 150; version++)
            if (NativeLibrary.TryLoad($"libicuuc.so.{version}", out var library))
            {
                NativeLibrary.Free(library);
                return true;
            }
        return false;
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite
    );

    /// <summary>Returns only if it failed.</summary>
    [DllImport("libc", EntryPoint = "execv")]
    private static extern int Replace([MarshalAs(UnmanagedType.LPUTF8Str)] string program, nint[] arguments);
}
