using System.Reflection;

namespace VteBridge;

/// <summary>What this program is; the version is set in src-dotnet/Directory.Build.props alone.</summary>
internal static class Product
{
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
