import java.nio.file.Path;

/// Places in an image.
///
/// @param launcher what starts the program
/// @param app the folder of jars and native libraries
record Layout(Path launcher, Path app) {}
