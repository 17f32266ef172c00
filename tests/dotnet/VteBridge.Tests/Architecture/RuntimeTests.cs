namespace VteBridge.Tests.Architecture;

/// <summary>
/// The runtime settings of src-dotnet/Directory.Build.props must take effect; otherwise a site's memory use grows unnoticed.
/// </summary>
public sealed class RuntimeTests
{
    /// <summary>Microsoft does not document this setting, so a later runtime may silently ignore it.</summary>
    [Fact]
    public void The_youngest_generation_is_held_at_eight_megabytes() =>
        Assert.Equal(8L << 20, Convert.ToInt64(GC.GetConfigurationVariables()["GCGen0MaxBudget"]));

    [Fact]
    public void Code_is_not_watched_in_order_to_compile_it_again() =>
        Assert.Equal("false", AppContext.GetData("System.Runtime.TieredPGO"));
}
