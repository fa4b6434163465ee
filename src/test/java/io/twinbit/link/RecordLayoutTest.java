package io.twinbit.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLayoutTest {
    @Test
    void writesTheContractsExample() throws IOException {
        Tick tick = new Tick(7, 1_700_000_000_000_000L);
        assertEquals(exampleOfTheContract(), hex(tick));
        ByteBuffer example = ByteBuffer.wrap(HexFormat.of().parseHex(exampleOfTheContract()));
        assertEquals(tick, intake(RecordLayout.read(example)));
    }

    private static @Nullable Intake intake(RecordLayout.Read read) {
        return new IntakeRecords().read(assertInstanceOf(RecordLayout.Read.Whole.class, read).frame());
    }

    private static String exampleOfTheContract() throws IOException {
        String contract = Files.readString(Path.of("docs/wire-contract.md"));
        Matcher example = Pattern.compile("<!-- example: record-tick -->\\s+```hex\\s+([0-9a-f\\s]+)```").matcher(contract);
        if (!example.find()) {
            throw new AssertionError("the contract has no example record-tick");
        }
        return example.group(1).replaceAll("\\s", "");
    }

    private static String hex(Tick tick) {
        ByteBuffer record = ByteBuffer.allocate(32);
        RecordLayout.write(IntakeRecords.whole(tick), record);
        return HexFormat.of().formatHex(record.array());
    }

    @Test
    void aMessageOfAnyLengthComesBackAndTheNextRecordIsAligned() {
        for (int bytes = 0; bytes < 20; bytes++) {
            byte[] payload = "0123456789abcdefghij".substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
            Message message = new Message(Long.MAX_VALUE, "halle/ä/€", payload, -1);
            Frame frame = IntakeRecords.whole(message);
            ByteBuffer buffer = ByteBuffer.allocate(frame.bytes());
            RecordLayout.write(frame, buffer);
            assertEquals(0, buffer.remaining());
            assertEquals(0, buffer.position() % 8);
            Message read = assertInstanceOf(Message.class, intake(RecordLayout.read(buffer.flip())));
            assertEquals(message.topic(), read.topic());
            assertEquals(Long.MAX_VALUE, read.position());
            assertEquals(-1, read.receivedAtUs());
            assertArrayEquals(payload, read.payload());
        }
    }

    @Test
    void aPreallocatedRestHoldsNoRecord() {
        assertEquals(new RecordLayout.Read.NoneFollows(), RecordLayout.read(ByteBuffer.allocate(64)));
    }

    @Test
    void aHugeLengthIsRefusedBeforeAnythingIsAllocated() {
        for (int length : new int[] {-1, 1, 23, RecordLayout.MAX_RECORD_BYTES, Integer.MAX_VALUE}) {
            ByteBuffer buffer = ByteBuffer.allocate(32).putInt(0, Integer.reverseBytes(length));
            assertInstanceOf(RecordLayout.Read.Broken.class, RecordLayout.read(buffer), "length " + length);
        }
    }

    @Test
    void whatCannotBeReadBackIsNotWritten() {
        Message longTopic = new Message(1, "x".repeat(70_000), new byte[0], 0);
        Message longPayload = new Message(1, "x", new byte[RecordLayout.MAX_RECORD_BYTES], 0);
        assertThrows(IllegalArgumentException.class, () -> IntakeRecords.whole(longTopic));
        assertThrows(IllegalArgumentException.class, () -> IntakeRecords.whole(longPayload).bytes());
    }
}
