using System.CommandLine;
using VteBridge.Simulator.Wats;

var root = new RootCommand("A plant in a box: what VteBridge talks to, simulated, for the demo and the tests.")
{
    WatsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
