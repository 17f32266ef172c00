using System.Text;
using Microsoft.Extensions.Configuration;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Mapping;
using VteBridge.Tests.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Configuration;

public class MappingOptionsTests
{
    [Fact]
    public void Only_the_process_has_to_be_configured()
    {
        var problem = Assert.Single(MappingProblems.Of(new MappingOptions()));

        Assert.Equal("Mapping:DefaultProcessCode", problem.Key);
        Assert.Empty(MappingProblems.Of(Bind("""{ "DefaultProcessCode": 10 }""")));
    }

    [Fact]
    public void A_list_or_table_that_is_configured_replaces_the_default()
    {
        var options = Bind(
            """
            {
              "DefaultProcessCode": 10,
              "PartNumberFrom": ["Run.ProductName"],
              "Codes": { "Result": { "2": "Passed" }, "NumericResultType": { "9": "Skipped" } },
              "AbsentLimits": [-1]
            }
            """
        );

        Assert.Empty(MappingProblems.Of(options));
        Assert.Equal("Power supply", Runs.Report(Runs.Ordinary, options).PartNumber);
        Assert.Equal(Verdict.Error, Runs.Report(Runs.Ordinary with { Result = "1" }, options).Result);
        Assert.Equal(Verdict.Passed, Runs.Report(Runs.Ordinary with { Result = "2" }, options).Result);
    }

    [Fact]
    public void Everything_else_binds_as_it_is_written()
    {
        var options = Bind(
            """
            {
              "DefaultProcessCode": "10",
              "Processes": [{ "Testplan": "PSU*", "Code": 20 }, { "Site": "Oslo", "Code": 30, "Name": "Final" }],
              "MissingSerial": "placeholder",
              "GroupBy": "TestNumber",
              "Limits": "LowInclusive",
              "InfoNames": { "Info2": "Shift" },
              "ExitCodeTexts": { "3": "Fixture open" },
              "RepairCodes": { "FailureCode": { "12": { "Category": "Component", "Code": "Burned" } } },
              "RepairFallback": { "Category": "Misc", "Code": "Misc" },
              "SystemTests": "Include", "SystemTestProcessCode": 99,
              "AttachBlobs": false
            }
            """
        );

        Assert.Empty(MappingProblems.Of(options));
        Assert.Equal([20, 30], options.Processes.Select(rule => rule.Code));
        Assert.Equal(("*", "Oslo"), (options.Processes[1].Testplan, options.Processes[1].Site));
        Assert.Equal((MissingPolicy.Placeholder, StepGrouping.TestNumber), (options.MissingSerial, options.GroupBy));
        Assert.Equal(("Info1", "Shift"), (options.InfoNames.Info1, options.InfoNames.Info2));
        Assert.Equal("Burned", options.RepairCodes.FailureCode["12"].Code);
        Assert.Equal(99, options.SystemTestProcessCode);
    }

    [Fact]
    public void All_that_is_wrong_is_reported_at_once_with_its_key_and_what_to_set()
    {
        var options = Bind(
            """
            {
              "DefaultProcessCode": 0,
              "Processes": [{ "Testplan": "x" }],
              "Purpose": " ",
              "DefaultStation": "\u0007",
              "PartNumberFrom": ["Product.PartNo"],
              "Codes": { "Result": { "1": "1", "2": "Done" }, "ExitCode": { "5": "Passed" }, "TextResultType": { "1": "OK" } },
              "ReservedReplacement": "?",
              "SystemTests": "Include",
              "RepairProcessCode": -1,
              "RepairCodes": { "ActionCode": { "3": { "Category": "x" } } }
            }
            """
        );
        var problems = MappingProblems.Of(options).ToList();

        Assert.Equal(
            [
                "Mapping:Codes:ExitCode:5",
                "Mapping:Codes:Result:1",
                "Mapping:Codes:Result:2",
                "Mapping:Codes:TextResultType:1",
                "Mapping:DefaultProcessCode",
                "Mapping:DefaultStation",
                "Mapping:PartNumberFrom:0",
                "Mapping:Processes:0:Code",
                "Mapping:Purpose",
                "Mapping:RepairCodes:ActionCode:3",
                "Mapping:RepairProcessCode",
                "Mapping:ReservedReplacement",
                "Mapping:SystemTestProcessCode",
            ],
            problems.Select(problem => problem.Key).Order(StringComparer.Ordinal)
        );
        Assert.All(problems, problem => Assert.True(problem.Fix.Length > 10));
    }

    private static MappingOptions Bind(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Mapping": {{json}} }"""));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Mapping").Get<MappingOptions>()!;
    }
}
