using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

/// <summary>Damage is explained; it never leads to a silent full re-send or a silent skip.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private const string Database = "VTE9_3/dbo";

    private static readonly CheckpointPosition Position = new(
        new DateTime(2026, 2, 2, 11, 0, 0).AddTicks(33_333),
        "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    );

    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void Before_the_first_pass_there_is_none() => Assert.Null(Open().Read(Database));

    [Fact]
    public void A_position_comes_back_to_the_tick()
    {
        Open().Save(Database, Position, null);

        var read = Open().Read(Database)!;

        Assert.Equal((Position, (CheckpointPosition?)null), (read.Runs, read.Repairs));
        Assert.Equal(["checkpoint.json"], Directory.GetFiles(_state.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("""{"format":1,"database":"VTE9_3/dbo","runs":{"timestamp":"yesterday","id":""}}""")]
    [InlineData("""{"format":1,"database":"VTE9_3/dbo","runs":{"timestamp":"2026-02-02T11:00:00"}}""")]
    public void A_damaged_one_stops_the_pass_and_says_how_to_go_on(string damage)
    {
        File.WriteAllText(Open().Path, damage);

        var failure = Assert.Throws<StateFailure>(() => Open().Read(Database));

        Assert.Contains("Nothing was sent or skipped", failure.Message);
        Assert.Contains("sync --from", failure.Message);
    }

    [Fact]
    public void One_of_a_newer_version_is_left_to_it()
    {
        File.WriteAllText(
            Open().Path,
            """{"format":2,"database":"VTE9_3/dbo","runs":null,"repairs":null,"savedAt":"2026-02-02T11:00:00Z"}"""
        );

        Assert.Contains(
            "written by a newer VteBridge",
            Assert.Throws<StateFailure>(() => Open().Read(Database)).Message
        );
    }

    [Fact]
    public void What_a_later_version_may_add_does_not_matter()
    {
        File.WriteAllText(
            Open().Path,
            """{"format":1,"database":"vte9_3/DBO","runs":null,"repairs":null,"savedAt":"2026-02-02T11:00:00Z","more":1}"""
        );

        Assert.NotNull(Open().Read(Database));
    }

    [Fact]
    public void One_of_another_database_stops_the_pass_because_older_runs_would_be_skipped()
    {
        Open().Save(Database, Position, null);

        var failure = Assert.Throws<StateFailure>(() => Open().Read("VTE9_3_OSLO/dbo"));

        Assert.Contains("VTE9_3/dbo", failure.Message);
        Assert.Contains("VTE9_3_OSLO/dbo", failure.Message);
        Assert.Contains("State:Folder", failure.Message);
    }

    private CheckpointFile Open() => new(_state.Path, TimeProvider.System);
}
