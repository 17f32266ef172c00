using System.Text.RegularExpressions;

namespace VteBridge.Configuration;

/// <summary>
/// Expands paths as people write them: `~`, `$HOME`, `${HOME}`, `%ProgramData%`, quotes left by a shell. A path that
/// would silently become another one is refused.
/// </summary>
internal static partial class PathText
{
    /// <summary>For options that take a path or a name: a text without path characters is a name, unless it ends with .json.</summary>
    public static bool IsName(string text) =>
        !text.AsSpan().ContainsAny("/\\~%$")
        && !text.Trim('"', '\'', ' ').EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <param name="root">The base of a relative path.</param>
    /// <param name="problem">Why the path is refused, and what to write instead; null when it is accepted.</param>
    /// <returns>The full path; empty for an empty or refused one.</returns>
    public static string Rooted(string text, string root, out string? problem)
    {
        var path = Expanded(text, out problem);
        if (path == "" || problem is not null)
            return "";
        try
        {
            return Path.GetFullPath(Path.Combine(root, path));
        }
        catch (ArgumentException e)
        {
            problem = $"'{text}' is not a path: {e.Message}";
            return "";
        }
    }

    /// <summary>Fills in the home folder and variables, but leaves a relative path relative.</summary>
    public static string Expanded(string text, out string? problem)
    {
        var path = Unquoted(text.Trim());
        problem = Control(path);
        if (path == "" || problem is not null)
            return "";
        path = Variables(Home(path, ref problem), ref problem);
        problem ??= Foreign(path);
        return problem is null ? path : "";
    }

    private static string Unquoted(string path) =>
        path is ['"', .., '"'] or ['\'', .., '\''] ? path[1..^1].Trim() : path;

    private static string? Control(string path) =>
        path.Any(char.IsControl)
            ? @"has a control character in it. In JSON every \ of a path is written twice (""C:\\temp\\new"") or as / (""C:/temp/new"")."
            : null;

    private static string Home(string path, ref string? problem)
    {
        if (path[0] != '~')
            return path;
        if (path is not "~" and not ['~', '/' or '\\', ..])
        {
            problem = $"'{path}' names another user's home. Write the whole path.";
            return path;
        }
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home == "")
            problem = $"'{path}' cannot be used: this account has no home folder. Write the whole path.";
        return home + path[1..];
    }

    private static string Variables(string path, ref string? problem)
    {
        string? missing = null;
        var filled = Variable()
            .Replace(
                path,
                match =>
                {
                    var name = match.Groups.Values.Skip(1).First(g => g.Success).Value;
                    var value = Environment.GetEnvironmentVariable(name);
                    missing ??= value is null ? match.Value : null;
                    return value ?? "";
                }
            );
        if (missing is not null)
            problem ??=
                $"'{path}' cannot be used: the environment has no variable {missing}. Set it, or write the whole path.";
        return filled;
    }

    private static string? Foreign(string path) =>
        path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? $"'{path}' is an address, not a path. Write the path alone."
        : OperatingSystem.IsWindows()
            ? DriveRelative().IsMatch(path)
                    ? $"'{path}' depends on the current drive or its folder. Write the whole path, as in C:\\reports."
                : WindowsPath.Fault(path)
        : path.Contains('\\') ? $"'{path}' is a Windows path, and this is not Windows. Separate folders with /."
        : null;

    [GeneratedRegex(@"%([^%/\\]+)%|(?<=^|[/\\])\$(?:(\w+)|\{(\w+)\})")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?:[A-Za-z]:(?![\\/])|[\\/](?![\\/]))")]
    private static partial Regex DriveRelative();
}

/// <summary>Names that Windows reads differently than they are written, or cannot have.</summary>
internal static partial class WindowsPath
{
    private static readonly HashSet<string> Devices = new(
        [
            "CON",
            "PRN",
            "AUX",
            "NUL",
            "CONIN$",
            "CONOUT$",
            .. "123456789\u00b9\u00b2\u00b3".SelectMany(n => new[] { $"COM{n}", $"LPT{n}" }),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What is wrong with the first part of the path that Windows would not take as it is; null for none.</summary>
    public static string? Fault(string path) =>
        path.StartsWith(@"\\?\", StringComparison.Ordinal) && path.Contains('/')
            ? $"'{path}' has a /, which Windows does not read as a separator after \\\\?\\. Separate folders with \\."
            : Prefix().Replace(path, "").Split('\\', '/').Select(FaultOf).FirstOrDefault(f => f is not null);

    private static string? FaultOf(string part) =>
        part is "" or "." or ".." ? null
        : Devices.Contains(part.Split('.')[0].TrimEnd())
            ? $"'{part}' is the name of a device on Windows. Choose another name."
        : part[^1] is '.' or ' ' ? $"'{part}' ends in '{part[^1]}', which Windows would remove. Choose another name."
        : part.IndexOfAny(['<', '>', '"', '|', '*', '?', ':']) >= 0
            ? $"'{part}' has a character that no name on Windows may have. Choose another name."
        : null;

    /// <summary>The prefix of a path: a drive, or the start of an extended path or a device path.</summary>
    [GeneratedRegex(@"^(?:[\\/]{2}[?.][\\/])?(?:[A-Za-z]:(?=[\\/]|$))?")]
    private static partial Regex Prefix();
}
