using VteBridge.Simulator.Vte;
using VteBridge.Sync;

namespace VteBridge.Tests.Chaos;

/// <summary>Other engines that understand SQL Server's language: each lacks some features and reports that with its own error.</summary>
public sealed class OtherEngineTests
{
    /// <summary>Statements that the sync can do without: their results make it cheaper or are only shown.</summary>
    private static readonly string[] Optional =
    [
        "SET DEADLOCK_PRIORITY",
        "sys.indexes",
        "CHECKSUM_AGG",
        "SELECT TOP (1000) MAX",
    ];

    [Theory]
    [InlineData("DEADLOCK_PRIORITY")]
    [InlineData("LOCK_TIMEOUT")]
    [InlineData("NOCOUNT")]
    public async Task Engine_that_lacks_a_setting_is_read_without_it(string setting)
    {
        await using var plant = await ChaosPlant.TidyAsync();
        using var folder = new WorkFolder();
        plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = 102,
                Message = $"Incorrect syntax near '{setting}'.",
                Matching = setting,
                Times = 1000,
            }
        );

        Assert.Equal(12, (await plant.CycleAsync(plant.Options(folder))).RunsRead);

        var select = plant.Server.Statistics.Recent.Last();
        Assert.Equal(setting == "DEADLOCK_PRIORITY", select.DeadlockPriority != "LOW");
        Assert.Equal(setting == "LOCK_TIMEOUT", select.LockTimeout < 0);
    }

    [Theory]
    [InlineData(195, "'THAT' is not a recognized built-in function name.")]
    [InlineData(102, "Incorrect syntax near 'THAT'.")]
    [InlineData(33557097, "'THAT' is not currently supported")]
    public async Task Engine_that_lacks_an_optional_statement_delivers_the_same(int number, string message)
    {
        await using var plant = await ChaosPlant.TidyAsync();
        var expected = await plant.UndisturbedAsync();
        var statements = plant.Server.Statistics.Recent.Select(s => s.Text).Distinct().ToList();
        Assert.All(Optional, words => Assert.Contains(statements, s => s.Contains(words, StringComparison.Ordinal)));

        foreach (var statement in statements)
        {
            using var folder = new WorkFolder();
            plant.Server.Faults.Add(
                new VteFault(FaultKind.Error)
                {
                    Number = number,
                    Message = message,
                    Matching = statement,
                    Times = 1000,
                }
            );
            var failure = await Record.ExceptionAsync(() => plant.CycleAsync(plant.Options(folder)));
            plant.Server.Faults.Clear();
            if (Optional.Any(words => statement.Contains(words, StringComparison.Ordinal)))
                Assert.Null(failure);
            else
                Assert.Contains(
                    $"error {number}: {message.TrimEnd('.')}",
                    Assert.IsType<VteFailure>(failure).Message,
                    StringComparison.Ordinal
                );
            Assert.Equal(0, (await plant.CycleAsync(plant.Options(folder))).ExitCode);
            Assert.Empty(expected.Differences(Expected.Read(folder)));
        }
    }
}
