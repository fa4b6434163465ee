package io.twinbit.nn.emit;

/**
 * What an export says of itself.
 *
 * @param name prefix of all names
 * @param title of the network, for people: the model's file name
 * @param profile that it was lowered for
 */
public record ExportOptions(CName name, String title, String profile, String toolVersion) {}
