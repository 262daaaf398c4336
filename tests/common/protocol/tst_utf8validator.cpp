// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/utf8validator.h"

#include <QTest>

#include <array>

using namespace linnet;

namespace {

bool isValidInPieces(QByteArrayView text, qsizetype split)
{
    Utf8Validator validator;
    return validator.accept(text.first(split)) && validator.accept(text.sliced(split))
        && validator.isComplete();
}

} // namespace

class TestUtf8Validator : public QObject
{
    Q_OBJECT

private slots:
    void acceptsEveryCharacterSplitAnywhere()
    {
        for (char32_t character = 0; character <= 0x10ffff; ++character) {
            if (character >= 0xd800 && character <= 0xdfff)
                continue;
            const auto text = QString::fromUcs4(&character, 1).toUtf8();
            for (qsizetype split = 0; split < text.size(); ++split) {
                if (!isValidInPieces(text, split))
                    QFAIL(qPrintable(QString::number(uint(character), 16)));
            }
        }
    }

    void agreesWithQtOnEverySequenceOfFewBytes()
    {
        // The bytes at which the rules change.
        const std::array<uchar, 20> bytes = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f,
                                             0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
                                             0xe1, 0xed, 0xf0, 0xf4, 0xf5, 0xff};
        for (size_t i = 0; i < bytes.size() * bytes.size() * bytes.size() * bytes.size(); ++i) {
            std::array<char, 4> text = {};
            size_t rest = i;
            for (char &byte : text) {
                byte = char(bytes.at(rest % bytes.size()));
                rest /= bytes.size();
            }
            const QByteArrayView view(text.data(), qsizetype(text.size()));
            if (isValidInPieces(view, qsizetype(i % 5)) != QUtf8StringView(view).isValidUtf8())
                QFAIL(view.toByteArray().toHex());
        }
    }

    void seesAFaultBehindALongRunOfAscii()
    {
        for (qsizetype length = 0; length < 40; ++length) {
            Utf8Validator validator;
            QVERIFY(!validator.accept(QByteArray(length, 'a') + '\xff' + QByteArray(20, 'a')));
        }
    }

    void beginsAnewAfterAReset()
    {
        Utf8Validator validator;
        QVERIFY(validator.accept("\xe2\x82"));
        QVERIFY(!validator.isComplete());
        validator.reset();
        QVERIFY(validator.isComplete());
        QVERIFY(validator.accept("a"));
    }
};

QTEST_GUILESS_MAIN(TestUtf8Validator)
#include "tst_utf8validator.moc"
