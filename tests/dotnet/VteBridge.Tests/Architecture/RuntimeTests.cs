namespace VteBridge.Tests.Architecture;

public sealed class RuntimeTests
{
    /// <summary>The setting is not on Microsoft's page: a runtime that no longer reads it should be noticed here, not in a site's memory.</summary>
    [Fact]
    public void The_collector_holds_the_youngest_generation_at_four_megabytes() =>
        Assert.Equal(4L << 20, Convert.ToInt64(GC.GetConfigurationVariables()["GCGen0MaxBudget"]));
}
