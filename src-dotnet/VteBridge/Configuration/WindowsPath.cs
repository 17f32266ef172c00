namespace VteBridge.Configuration;

/// <summary>Names that Windows reads differently than they are written, or cannot have.</summary>
internal static class WindowsPath
{
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What is wrong with the first part that Windows would not take as it is; null for none.</summary>
    public static string? Fault(string path) =>
        path.Split('\\', '/').Select(FaultOf).FirstOrDefault(f => f is not null);

    private static string? FaultOf(string part) =>
        part is "" or "." or ".." ? null
        : Devices.Contains(part.Split('.')[0].TrimEnd())
            ? $"'{part}' is the name of a device on Windows. Choose another name."
        : part[^1] is '.' or ' ' ? $"'{part}' ends in '{part[^1]}', which Windows would leave out. Choose another name."
        : part.IndexOfAny(['<', '>', '"', '|', '*']) >= 0
            ? $"'{part}' has a character that no name on Windows may have. Choose another name."
        : null;
}
