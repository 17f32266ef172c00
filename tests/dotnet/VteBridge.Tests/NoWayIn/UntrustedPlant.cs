using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.NoWayIn;

/// <summary>
/// A plant with two runs whose texts are all malicious. One becomes a report; the other has no serial number and becomes a dead letter.
/// </summary>
internal static class UntrustedPlant
{
    public static async Task<(Plant Plant, Guid Reported, Guid Recorded)> StartAsync()
    {
        var plant = await Plant.EmptyAsync();
        var (reported, recorded) = (
            plant.AddRun(minutesAgo: 40, sequence: 1),
            plant.AddRun(minutesAgo: 30, sequence: 2)
        );
        foreach (var run in new[] { reported, recorded })
        {
            foreach (
                var column in new[]
                {
                    "Hostname",
                    "Site",
                    "UserName",
                    "ProductName",
                    "TestplanName",
                    "TestplanVariant",
                    "TestplanRevision",
                    "Info1",
                    "Info2",
                    "Info3",
                }
            )
                plant.Database.Update("IndexData", "Index_GUID", run, column, UntrustedText.Whole);
            // The names in the run's own row are used only when its references lead nowhere.
            foreach (
                var key in new[]
                {
                    "Product_GUID",
                    "Testplan_GUID",
                    "TestplanRevision_GUID",
                    "Testsystem_GUID",
                    "User_GUID",
                }
            )
                plant.Database.Update("IndexData", "Index_GUID", run, key, Guid.NewGuid());
            foreach (var table in new[] { "TestDataNumeric", "TestDataText", "TestDataOther" })
            foreach (var column in new[] { "TestName", "TestDescription" })
                plant.Database.Update(table, "Index_GUID", run, column, UntrustedText.Whole);
            plant.Database.Update("TestDataNumeric", "Index_GUID", run, "TestUnits", UntrustedText.Whole[..40]);
            plant.Database.Update("TestDataText", "Index_GUID", run, "TestResult", UntrustedText.Whole);
        }
        plant.Database.Update("UutData", "Uut_GUID", UutOf(plant, 1), "Serial", UntrustedText.Whole);
        plant.Database.Update("UutData", "Uut_GUID", UutOf(plant, 2), "Serial", null);
        return (plant, reported, recorded);
    }

    private static object UutOf(Plant plant, int sequence)
    {
        var run = plant.RunRows(minutesAgo: 1, sequence).Single(r => r.Table == "IndexData");
        return run.Values[run.Columns.ToList().IndexOf("Uut_GUID")]!;
    }
}
