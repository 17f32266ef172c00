namespace VteBridge.Tests.Architecture;

/// <summary>What src-dotnet/Directory.Build.props asks of the runtime has to arrive there, or a site's memory is what notices.</summary>
public sealed class RuntimeTests
{
    /// <summary>This setting is not on Microsoft's page, so that a runtime may stop reading it unannounced.</summary>
    [Fact]
    public void The_youngest_generation_is_held_at_eight_megabytes() =>
        Assert.Equal(8L << 20, Convert.ToInt64(GC.GetConfigurationVariables()["GCGen0MaxBudget"]));

    [Fact]
    public void Code_is_not_watched_in_order_to_compile_it_again() =>
        Assert.Equal("false", AppContext.GetData("System.Runtime.TieredPGO"));
}
