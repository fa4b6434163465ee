package io.twinbit.nn.emit;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** A CMake package: a library to add as a subfolder or to install and find, and a self-test when built by itself. */
final class CmakePackage {
    private CmakePackage() {}

    static SortedMap<String, String> arrange(Export export) {
        PackageFiles files = new PackageFiles(export);
        return files.sources("include/", "src/")
                .main("self_test/")
                .add("CMakeLists.txt", lists(files))
                .toMap();
    }

    private static String lists(PackageFiles files) {
        String sources = files.sourceNames().stream().map(file -> "  src/" + file + "\n").collect(Collectors.joining());
        return """
                # @sentence@.
                #
                #   add_subdirectory(@name@)                    or: cmake --install, then find_package(@name@)
                #   target_link_libraries(firmware PRIVATE @name@::@name@)
                cmake_minimum_required(VERSION 3.13)
                project(@name@ VERSION @version@ LANGUAGES C)

                add_library(@name@ STATIC
                %s)
                add_library(@name@::@name@ ALIAS @name@)
                target_compile_features(@name@ PUBLIC c_std_99)
                target_include_directories(@name@ PUBLIC
                  $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
                  $<INSTALL_INTERFACE:include/@name@>)

                include(GNUInstallDirs)
                install(TARGETS @name@ EXPORT @name@-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
                install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/@name@)
                install(EXPORT @name@-targets FILE @name@-config.cmake NAMESPACE @name@::
                  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/@name@)

                if(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR AND NOT CMAKE_CROSSCOMPILING)
                  enable_testing()
                  add_executable(@name@_self_test self_test/twinbit_main.c)
                  target_link_libraries(@name@_self_test PRIVATE @name@)
                  add_test(NAME @name@_known_answers COMMAND @name@_self_test)
                endif()
                """.formatted(sources);
    }
}
