using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The passwords of VTE's users are marked in the plant; the program must neither read nor write them anywhere.</summary>
[Collection(SyncedPlantCollection.Name)]
public sealed class CanaryTests(SyncedPlant synced)
{
    [Fact]
    public void The_plant_has_passwords_that_could_be_found() =>
        Assert.Contains(
            SamplePlant.Rows(synced.Plant.Rows),
            r => r.Table == "Users" && r.Values.Any(v => v is string s && Has(s))
        );

    [Fact]
    public void No_file_and_no_log_line_holds_a_password()
    {
        var files = Directory.GetFiles(synced.Plant.Folder.Path, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 300, "the cycle left too few files to be looked at");
        Assert.DoesNotContain(files, f => Has(File.ReadAllText(f)));
        Assert.NotEmpty(synced.Plant.Logs.All);
        Assert.DoesNotContain(synced.Plant.Logs.All, Has);
    }

    [Fact]
    public void No_statement_names_the_column_of_the_passwords()
    {
        Assert.NotEmpty(synced.Plant.Server.Statistics.Recent);
        Assert.DoesNotContain(
            synced.Plant.Server.Statistics.Recent,
            s => s.Text.Contains("Password", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task The_program_says_nothing_of_passwords_however_much_it_is_asked_to_say()
    {
        var plant = synced.Plant;
        var before = plant.Options;
        plant.Options = before with { State = before.State with { Folder = plant.Folder.Of("verbose-state") } };
        try
        {
            var sync = await plant.RunAsync("sync", "--verbose", "--json", "--folder", plant.Folder.Of("verbose"));
            var doctor = await plant.RunAsync("doctor", "--verbose", "--json");
            var text = sync.Output + sync.Errors + doctor.Output + doctor.Errors;

            Assert.Contains(OddRuns.EditedRun.ToString(), text);
            Assert.False(Has(text), "a password of VTE's is in the output");
            Assert.DoesNotContain("Read-only-1", text);
        }
        finally
        {
            plant.Options = before;
        }
    }

    private static bool Has(string text) => text.Contains(SamplePlant.CanaryPrefix, StringComparison.Ordinal);
}
