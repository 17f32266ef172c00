using System.Reflection;

namespace VteBridge.Core;

/// <summary>What this program is; the version is set in src-dotnet/Directory.Build.props alone.</summary>
internal static class ProgramInfo
{
    public static string Version { get; } =
        typeof(ProgramInfo)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
