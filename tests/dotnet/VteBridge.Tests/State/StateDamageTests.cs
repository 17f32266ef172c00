using Microsoft.Data.Sqlite;

namespace VteBridge.Tests.State;

/// <summary>A file that is not a whole state store of this version is explained in one sentence; nothing is sent or skipped.</summary>
public sealed class StateDamageTests : DamagedStateTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(20_000)]
    public void Store_cut_short_is_refused(int length)
    {
        Fill();
        using (var file = File.OpenWrite(Database))
            file.SetLength(length);

        AssertRefused("is damaged");
    }

    [Fact]
    public void A_page_of_garbage_is_found_wherever_it_is()
    {
        Fill();
        var whole = File.ReadAllBytes(Database);
        var garbage = new byte[4096];
        new Random(1).NextBytes(garbage);
        for (var page = 0; page < whole.Length / garbage.Length; page++)
        {
            var damaged = whole.ToArray();
            garbage.CopyTo(damaged, page * garbage.Length);
            File.WriteAllBytes(Database, damaged);
            AssertRefused("is damaged");
        }
    }

    [Theory]
    [InlineData(
        "not a database, but a text that is longer than the header of one, which has a hundred bytes, as this one"
    )]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    public void A_file_that_is_no_database_is_refused(string content)
    {
        Fill();
        File.WriteAllText(Database, content);

        AssertRefused("is damaged");
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        Fill();
        Change("PRAGMA application_id = 7");

        AssertRefused("not a state store of VteBridge");
    }

    [Fact]
    public void Store_of_a_newer_version_is_left_alone()
    {
        Fill();
        Change("PRAGMA user_version = 3");
        var before = File.ReadAllBytes(Database);

        Assert.Contains("newer VteBridge (format 3", Refused());
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
