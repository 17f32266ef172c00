using System.Reflection;

namespace VteBridge.Core;

/// <summary>The version of this program; it is set only in src-dotnet/Directory.Build.props.</summary>
internal static class ProgramInfo
{
    public static string Version { get; } = VersionOf(typeof(ProgramInfo).Assembly)[0];

    /// <summary>The commit that the program was built from; null if it was not built in a clone.</summary>
    public static string? Commit { get; } = VersionOf(typeof(ProgramInfo).Assembly).ElementAtOrDefault(1);

    /// <summary>The version of an assembly, followed by the commit that it was built from if the assembly names one.</summary>
    public static string[] VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
}
