package io.twinbit.link.journal;

import java.util.Arrays;

/** What a disk, or a cut of the power, does to a file at one of its bytes. */
enum Damage {
    FLIP {
        @Override
        byte[] at(int offset, byte[] content) {
            content[offset] ^= 0x10;
            return content;
        }
    },
    ZERO_FROM_HERE {
        @Override
        byte[] at(int offset, byte[] content) {
            Arrays.fill(content, offset, content.length, (byte) 0);
            return content;
        }
    },
    ZERO_SECTOR {
        @Override
        byte[] at(int offset, byte[] content) {
            Arrays.fill(content, offset, Math.min(offset + 512, content.length), (byte) 0);
            return content;
        }
    },
    CUT {
        @Override
        byte[] at(int offset, byte[] content) {
            return Arrays.copyOf(content, offset);
        }
    };

    /** May change the content. */
    abstract byte[] at(int offset, byte[] content);
}
