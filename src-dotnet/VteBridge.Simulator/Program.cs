using System.CommandLine;
using VteBridge.Simulator.Commands;
using VteBridge.Simulator.Wats;

return await new RootCommand(
    "A plant in a box: the database and the server that VteBridge talks to, for demos, tests and benchmarks."
)
{
    VteCommand.Create(),
    VteSqlCommand.Create(),
    WatsCommand.Create(),
}
    .Parse(args)
    .InvokeAsync();
