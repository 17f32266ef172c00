using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>Any wrong setting gives one clear sentence, what to change, the exit code, and no secret.</summary>
public abstract class WrongTestBase(SmallPlant small) : IClassFixture<SmallPlant>
{
    private protected readonly SmallPlant _small = small;
    private protected readonly Plant _plant = small.Plant;

    private protected Task<ProcessEnd> RunAsync(
        Dictionary<string, string?> environment,
        params IEnumerable<string> flags
    ) => _plant.RunAsync(environment, ["sync", "--json", .. flags]);

    private protected static void Says(ProcessEnd end, int code, params IEnumerable<string> texts)
    {
        Assert.True(end.Code == code, $"{end.Code}: {end.Errors}");
        Assert.Equal(code, (int)end.Json["exitCode"]!);
        var message = (string)end.Json["error"]!;
        Assert.All(texts, text => Assert.Contains(text, message));
        Assert.NotEmpty(end.Errors);
        Assert.DoesNotContain("Read-only-1", end.Output + end.Errors);
        Assert.DoesNotContain("my-wrong-secret", end.Output + end.Errors);
        Assert.DoesNotContain("   at VteBridge.", end.Output + end.Errors);
    }
}
