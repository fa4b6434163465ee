package io.twinbit.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one compiled class refers to.
 *
 * @param name with dots
 * @param types every class it names, in code, signatures or annotations, with dots
 * @param members every method or field of another class it uses, as {@code java.lang.System.nanoTime}
 */
record CompiledClass(String name, Set<String> types, Set<String> members) {
    private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    static List<CompiledClass> ofMain() {
        try {
            Path root = Path.of(io.twinbit.app.cli.Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(f -> f.toString().endsWith(".class"))
                        .map(CompiledClass::read)
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static CompiledClass read(Path file) {
        try {
            return of(ClassFile.of().parse(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompiledClass of(ClassModel model) {
        Set<String> types = new TreeSet<>();
        Set<String> members = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry c -> addType(types, c.asInternalName());
                case NameAndTypeEntry n -> addDescriptor(types, n.type().stringValue());
                case MemberRefEntry m -> members.add(dots(m.owner().asInternalName()) + "." + m.name().stringValue());
                case Utf8Entry u -> addDescriptor(types, u.stringValue());
                default -> { }
            }
        }
        return new CompiledClass(dots(model.thisClass().asInternalName()), types, members);
    }

    private static void addType(Set<String> types, String internalName) {
        if (internalName.startsWith("[")) {
            addDescriptor(types, internalName);
        } else {
            types.add(dots(internalName));
        }
    }

    /** A text of the constant pool may be a descriptor or a generic signature; any other text names no type this way. */
    private static void addDescriptor(Set<String> types, String text) {
        Matcher matcher = TYPE_IN_DESCRIPTOR.matcher(text);
        while (matcher.find()) {
            types.add(dots(matcher.group(1)));
        }
    }

    private static String dots(String internalName) {
        return internalName.replace('/', '.');
    }

    boolean isOurs() {
        return name.startsWith(Floors.ROOT);
    }

    /** {@code nn.engine} for {@code io.twinbit.nn.engine.Interpreter}. */
    String floorName() {
        return floorName(name);
    }

    static String floorName(String className) {
        return className.substring(Floors.ROOT.length(), Math.max(Floors.ROOT.length(), className.lastIndexOf('.')));
    }
}
