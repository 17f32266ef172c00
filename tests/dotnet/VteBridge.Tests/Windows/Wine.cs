using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VteBridge.Tests.Windows;

/// <summary>Detects Wine, whose Windows lacks some features.</summary>
internal static class Wine
{
    public static bool IsHere { get; } =
        OperatingSystem.IsWindows()
        && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    public static ECDsa NewKey()
    {
        Assert.SkipWhen(IsHere, "Wine 10 makes no keys of elliptic curves");
        return ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }
}
