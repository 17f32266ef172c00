using System.Runtime.InteropServices;

namespace VteBridge.Tests.Windows;

/// <summary>The tests' Windows may be Wine's, which lacks a few things.</summary>
internal static class Wine
{
    public static bool IsHere { get; } =
        OperatingSystem.IsWindows()
        && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);
}
