using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

public sealed class RepairReaderTests
{
    private const string Repair = "22222222-0000-0000-0000-00000000abcd";

    /// <summary>
    /// A GUID can be written as text in several ways, and one invalid text must not make the statement fail for all rows.
    /// </summary>
    [Theory]
    [InlineData("nvarchar(50)", "{22222222-0000-0000-0000-00000000ABCD}")]
    [InlineData("nchar(50)", Repair)]
    [InlineData("varchar(50)", Repair)]
    public async Task Actions_are_found_by_keys_of_another_type(string type, string key)
    {
        await using var plant = await WithAsync(ddl =>
        {
            var actions = ddl.IndexOf("CREATE TABLE [dbo].[RepairActions]", StringComparison.Ordinal);
            return ddl[..actions] + ddl[actions..].Replace("[Repair_GUID] uniqueidentifier", $"[Repair_GUID] {type}");
        });
        plant.Database.Insert([
            new PlantRow("RepairData", ["Repair_GUID", "Timestamp"], [Guid.Parse(Repair), plant.Now.AddMinutes(-9)]),
            Action(key, "R12"),
            Action("none", "R13"),
        ]);

        var repair = await plant.ReadAsync(
            async (vte, schema) =>
            {
                var reader = new RepairReader(vte, schema, new RunReader(vte, schema, components: false), ["0"]);
                return Assert.Single(
                    (await reader.ReadAsync(Position.Before(DateTime.MinValue), plant.Now, Stop)).Repairs
                );
            }
        );

        Assert.Equal("R12", Assert.Single(repair.Actions).Component);
    }

    private static PlantRow Action(string repair, string component) =>
        new("RepairActions", ["Repair_GUID", "Component"], [repair, component]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
