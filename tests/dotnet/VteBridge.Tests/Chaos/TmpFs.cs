using System.Diagnostics;

namespace VteBridge.Tests.Chaos;

/// <summary>A small disk (tmpfs), where one can be mounted: on Linux as root.</summary>
internal sealed class TmpFs : IDisposable
{
    private TmpFs(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Mounts the disk, or skips the test with the reason.</summary>
    public static TmpFs Mount(string folder, int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a small disk can be mounted on Linux only");
        Directory.CreateDirectory(folder);
        var (code, why) = Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder);
        Assert.SkipWhen(code != 0, $"no small disk can be mounted here (that takes root): {why.Trim()}");
        return new TmpFs(folder);
    }

    public void Resize(int kilobytes) => Remount($"size={kilobytes}k");

    public void MakeReadOnly(bool isReadOnly) => Remount(isReadOnly ? "ro" : "rw");

    public void Dispose() => Run("umount", "-l", Folder);

    private void Remount(string option)
    {
        var (code, why) = Run("mount", "-o", $"remount,{option}", Folder);
        Assert.True(code == 0, why);
    }

    private static (int Code, string Errors) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
