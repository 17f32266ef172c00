using VteBridge.Configuration;

namespace VteBridge.Tests.Install;

public sealed class ComposeTests
{
    [Fact]
    public async Task Docker_compose_accepts_the_file()
    {
        // Compose is a plugin of the docker client, or on some distributions a separate program.
        var plugin = await Shell.MissingAsync("docker", "compose", "version");
        var standalone = plugin is null ? null : await Shell.MissingAsync("docker-compose", "version");
        Assert.SkipWhen(plugin is not null && standalone is not null, $"{plugin}; {standalone}");

        var file = Repository.PathOf("docker-compose.yml");
        var (code, output) = plugin is null
            ? await Shell.RunAsync("docker", "compose", "-f", file, "config", "--quiet")
            : await Shell.RunAsync("docker-compose", "-f", file, "config", "--quiet");

        Assert.True(code == 0, output);
    }

    [Fact]
    public void The_image_asks_for_its_health_where_it_is_served()
    {
        var url = OptionKeys.Entries.FirstOrDefault(option => option.Key == "Health:Url")?.Default as string;
        Assert.SkipWhen(url is null, "there is no option Health:Url in this build");

        Assert.Contains(
            $"HEALTH_URL={url}/health/live\n",
            Repository.Text("scripts/deploy/Dockerfile").ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public void Everything_that_the_images_copy_is_let_through_to_them()
    {
        var ignore = Repository.Text("scripts/deploy/Dockerfile.dockerignore").ReplaceLineEndings("\n").Split('\n');
        var copied = Repository
            .Text("scripts/deploy/Dockerfile")
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from"))
            .SelectMany(line => line.Split(' ')[1..^1])
            .ToList();

        Assert.NotEmpty(copied);
        foreach (var path in copied)
        {
            Assert.True(Path.Exists(Repository.PathOf(path)), $"{path} is not there.");
            Assert.Contains(
                ignore,
                line =>
                    line.StartsWith('!')
                    && (path == line[1..] || path.StartsWith(line[1..] + "/", StringComparison.Ordinal))
            );
        }
    }
}
