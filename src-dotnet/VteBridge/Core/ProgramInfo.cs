using System.Reflection;

namespace VteBridge.Core;

/// <summary>What this program is; the version is set in src-dotnet/Directory.Build.props alone.</summary>
internal static class ProgramInfo
{
    public static string Version { get; } = VersionOf(typeof(ProgramInfo).Assembly)[0];

    /// <summary>Null for a build that was not made from a clone.</summary>
    public static string? Commit { get; } = VersionOf(typeof(ProgramInfo).Assembly).ElementAtOrDefault(1);

    /// <summary>The version of an assembly, and behind it the commit that it was built from, where it says so.</summary>
    public static string[] VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
}
