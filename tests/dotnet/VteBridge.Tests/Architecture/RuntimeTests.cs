namespace VteBridge.Tests.Architecture;

/// <summary>What src-dotnet/Directory.Build.props asks of the runtime has to arrive there, or a site's memory is what notices.</summary>
public sealed class RuntimeTests
{
    /// <summary>The first of the settings is not on Microsoft's page, so that a runtime may stop reading it unannounced.</summary>
    [Fact]
    public void The_collector_holds_the_youngest_generation_at_eight_megabytes_and_leaves_no_gaps_in_the_oldest()
    {
        var read = GC.GetConfigurationVariables();
        Assert.Equal(8L << 20, Convert.ToInt64(read["GCGen0MaxBudget"]));
        Assert.Equal(9, Convert.ToInt64(read["GCConserveMem"]));
    }

    [Fact]
    public void Code_is_not_watched_in_order_to_compile_it_again() =>
        Assert.Equal("false", AppContext.GetData("System.Runtime.TieredPGO"));
}
