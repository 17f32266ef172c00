using System.Text.Json.Nodes;

namespace VteBridge.Tests.Install;

public sealed class BackfillJobTests
{
    [Fact]
    public async Task The_job_gives_each_index_its_slice_of_the_same_history()
    {
        var missing = await Shell.MissingAsync(Python.Name, "-c", "import yaml");
        Assert.SkipWhen(missing is not null, missing ?? "");

        var (code, output) = await Shell.RunAsync(
            Python.Name,
            "-c",
            "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))",
            Repository.PathOf("scripts/deploy/backfill-job.yaml")
        );

        Assert.True(code == 0, output);
        var (claim, job) = JsonNode.Parse(output)!.AsArray() is [{ } first, { } second] ? (first, second) : default;
        Assert.Equal(("PersistentVolumeClaim", "Job"), ((string)claim["kind"]!, (string)job["kind"]!));
        var spec = job["spec"]!;
        Assert.Equal("Indexed", (string)spec["completionMode"]!);
        var container = spec["template"]!["spec"]!["containers"]![0]!;
        Assert.Contains(
            $"--slice $((JOB_COMPLETION_INDEX + 1))/{(int)spec["completions"]!} ",
            (string)container["args"]![0]!,
            StringComparison.Ordinal
        );
        Assert.Equal("slice-$(JOB_COMPLETION_INDEX)", (string)container["volumeMounts"]![0]!["subPathExpr"]!);
        Assert.Equal(
            (string)claim["metadata"]!["name"]!,
            (string)spec["template"]!["spec"]!["volumes"]![0]!["persistentVolumeClaim"]!["claimName"]!
        );
    }
}
