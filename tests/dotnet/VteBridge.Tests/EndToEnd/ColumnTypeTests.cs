using System.Text.RegularExpressions;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.Simulator.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Sites choose their own column types: the same values in another type must give byte-identical reports.</summary>
public sealed class ColumnTypeTests(ReferenceReports reference) : IClassFixture<ReferenceReports>
{
    public static TheoryData<string, string> Types =>
        new()
        {
            { "Result", "nvarchar(10)" },
            { "Result", "nchar(10)" },
            { "Result", "decimal(9,2)" },
            { "Result", "float" },
            { "Result", "tinyint" },
            { "ExitCode", "bigint" },
            { "ExitCode", "varchar(20)" },
            { "TestTime", "float" },
            { "TestTime", "nvarchar(30)" },
            { "Uut_GUID", "nvarchar(50)" },
            { "Uut_GUID", "char(40)" },
            { "Product_GUID", "varchar(36)" },
            { "Testsystem_GUID", "nchar(40)" },
            { "Serial", "varchar(100)" },
            { "Serial", "nchar(60)" },
            { "Hostname", "nvarchar(max)" },
            { "Info1", "nvarchar(4000)" },
            { "TestStepNumber", "smallint" },
            { "TestStepNumber", "decimal(9,2)" },
            { "TestStepNumber", "float" },
            { "TestStepNumber", "nvarchar(20)" },
            { "TestStepNumber", "nchar(20)" },
            { "TestResultType", "nvarchar(10)" },
            { "TestResultType", "nchar(10)" },
            { "TestResultType", "decimal(5,1)" },
            { "TestName", "nvarchar(max)" },
            { "TestName", "nchar(255)" },
            { "TestDescription", "nvarchar(2000)" },
            { "TestNumber", "nchar(50)" },
            { "TestUnits", "nchar(50)" },
            { "CalibrationDate", "date" },
            { "CalibrationInterval", "nvarchar(20)" },
            { "FailureCode", "nvarchar(20)" },
            { "Code", "nvarchar(20)" },
            { "ActionCode", "nchar(20)" },
            { "IsSystemTest", "int" },
            { "IsSystemTest", "nvarchar(5)" },
        };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Type_of_a_column_changes_no_report(string column, string type)
    {
        var ddl = Regex.Replace(ReferenceSchema.Ddl(), $@"\[{column}\] [a-z]+(\([\w,]+\))?", $"[{column}] {type}");
        Assert.Contains($"[{column}] {type}", ddl);

        var reports = await ReferenceReports.OfAsync(ddl);

        Assert.Equal(reference.Reports.Keys.Order(), reports.Keys.Order());
        Assert.All(reports, r => Assert.Equal(reference.Reports[r.Key], r.Value));
    }
}

/// <summary>The reports of a small plant with repairs, as text, by id.</summary>
public sealed class ReferenceReports : IAsyncLifetime
{
    internal IReadOnlyDictionary<Guid, string> Reports { get; private set; } = new Dictionary<Guid, string>();

    public async ValueTask InitializeAsync() => Reports = await OfAsync(ReferenceSchema.Ddl());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static async Task<IReadOnlyDictionary<Guid, string>> OfAsync(string ddl)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 60, OddRuns = false }, ddl);
        plant.Options = plant.Options with { Mapping = plant.Options.Mapping with { ComponentsAsAssets = true } };
        await plant.SyncAsync();
        return plant.Reports().ToDictionary(r => r.Key, r => System.Text.Encoding.UTF8.GetString(r.Value));
    }
}
