using System.Reflection;

namespace VteBridge;

/// <summary>What this program is; the version is set in src-dotnet/Directory.Build.props alone.</summary>
internal static class ThisProgram
{
    public static string Version { get; } =
        typeof(ThisProgram)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
