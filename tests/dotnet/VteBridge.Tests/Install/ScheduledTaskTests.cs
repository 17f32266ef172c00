using System.Xml.Linq;

namespace VteBridge.Tests.Install;

public sealed class ScheduledTaskTests
{
    private static readonly XNamespace Task = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    [Theory]
    [InlineData("sync", "sync --light")]
    [InlineData("run", "run")]
    public void A_task_runs_its_verb_with_the_least_privilege_and_never_twice_at_once(string verb, string call)
    {
        var task = Load(verb);

        Assert.Equal($"{call} --config \"CONFIG\"", Value(task, "Arguments"));
        Assert.Equal("PROGRAM", Value(task, "Command"));
        Assert.Equal("LeastPrivilege", Value(task, "RunLevel"));
        Assert.Equal("IgnoreNew", Value(task, "MultipleInstancesPolicy"));
        Assert.Equal("true", Value(task, "StartWhenAvailable"));
    }

    [Fact]
    public void Cycles_come_every_five_minutes() => Assert.Equal("PT5M", Value(Load("sync"), "Interval"));

    /// <summary>The documented schema fixes the order of a trigger's parts and allows 1 to 255 restarts of a task.</summary>
    [Theory]
    [InlineData("sync")]
    [InlineData("run")]
    public void A_task_keeps_to_the_schema_of_the_Task_Scheduler(string verb)
    {
        string[] sequence = ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "Delay"];
        var task = Load(verb);

        foreach (var trigger in task.Descendants(Task + "Triggers").Elements())
        {
            var parts = trigger.Elements().Select(e => Array.IndexOf(sequence, e.Name.LocalName)).ToList();
            Assert.DoesNotContain(-1, parts);
            Assert.Equal(parts.Order(), parts);
        }
        Assert.All(task.Descendants(Task + "Count"), count => Assert.InRange(int.Parse(count.Value), 1, 255));
        Assert.Equal(
            task.Descendants(Task + "Actions").Single().Attribute("Context")?.Value,
            task.Descendants(Task + "Principal").Single().Attribute("id")?.Value
        );
    }

    /// <summary>A loop that has ended for any reason is started again; a running one is left alone (IgnoreNew).</summary>
    [Fact]
    public void The_loop_is_looked_after() =>
        Assert.Equal(
            "PT5M",
            Load("run").Descendants(Task + "TimeTrigger").Single().Descendants(Task + "Interval").Single().Value
        );

    [Fact]
    public void The_loop_starts_with_the_machine_and_is_never_ended_for_its_age()
    {
        var task = Load("run");

        Assert.Single(task.Descendants(Task + "BootTrigger"));
        Assert.Equal("PT0S", Value(task, "ExecutionTimeLimit"));
        Assert.Single(task.Descendants(Task + "RestartOnFailure"));
    }

    [Fact]
    public void The_installer_fills_in_what_the_tasks_leave_open()
    {
        var installer = Repository.Text("scripts/deploy/install-task.ps1");

        foreach (var name in new[] { "t:Command", "t:Arguments", "t:Principal/t:UserId", "'CONFIG'" })
            Assert.Contains(name, installer);
    }

    private static XDocument Load(string verb) =>
        XDocument.Parse(Repository.Text($"scripts/deploy/vtebridge-{verb}.xml"));

    private static string Value(XDocument task, string name) => task.Descendants(Task + name).First().Value;
}
