using Platform.Web.Start;

return await WebProgram.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
