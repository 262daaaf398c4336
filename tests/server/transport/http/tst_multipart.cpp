// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/multipart.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! Writes down what the parser finds: "name[:file]=data;" for each part.
class Notes : public MultipartParser::Receiver
{
public:
    Result<> beginPart(const FormPart &part) override
    {
        text += part.name.toUtf8();
        if (part.fileName)
            text += ':' + part.fileName->toUtf8();
        text += '=';
        return {};
    }
    Result<> addData(QByteArrayView data) override
    {
        text += data;
        return {};
    }
    Result<> endPart() override
    {
        text += ';';
        return {};
    }

    QByteArray text;
};

//! \return the notes of parsing \p form in pieces of \p size bytes, or the error.
QByteArray parse(const QByteArray &form, qsizetype size)
{
    Notes notes;
    MultipartParser parser("XX", notes);
    for (qsizetype i = 0; i < form.size(); i += size) {
        const auto written =
            parser.write(QByteArrayView(form).sliced(i, std::min(size, form.size() - i)));
        if (!written)
            return "error: " + written.error().message.toUtf8();
    }
    const auto finished = parser.finish();
    return finished ? notes.text : "error: " + finished.error().message.toUtf8();
}

QByteArray part(const QByteArray &name, const QByteArray &data)
{
    return "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + data + "\r\n";
}

} // namespace

class MultipartTest : public QObject
{
    Q_OBJECT

private slots:
    void findsThePartsWhereverItIsCut_data();
    void findsThePartsWhereverItIsCut();
    void refusesWhereverItIsCut_data();
    void refusesWhereverItIsCut();
    void stopsWhenTheReceiverRefuses();
    void keepsLittleInMemory();
    void readsTheBoundary_data();
    void readsTheBoundary();
};

void MultipartTest::findsThePartsWhereverItIsCut_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("notes");

    const auto add = [](const char *row, const QByteArray &form, const QByteArray &notes) {
        QTest::newRow(row) << form << notes;
    };
    add("one field", part("a", "1") + "--XX--\r\n", "a=1;");
    add("no line end after the last boundary", part("a", "1") + "--XX--", "a=1;");
    add("two fields", part("a", "1") + part("b", "2") + "--XX--\r\n", "a=1;b=2;");
    add("an empty field", part("a", "") + "--XX--\r\n", "a=;");
    add("no field at all", "--XX--\r\n", "");
    add("line ends at the edges of the data", part("a", "\r\n1\r\n") + "--XX--\r\n",
        "a=\r\n1\r\n;");
    add("what nearly is a boundary", part("a", "\r\n--X\r\n-XX\r\n--\r\n--Xx") + "--XX--\r\n",
        "a=\r\n--X\r\n-XX\r\n--\r\n--Xx;");
    add("a boundary without its line end", part("a", "x--XX\r\ny") + "--XX--\r\n", "a=x--XX\r\ny;");
    add("a boundary after a bare line feed", part("a", "x\n--XX\r\n") + "--XX--\r\n",
        "a=x\n--XX\r\n;");
    add("NUL and high bytes", part("a", QByteArray("\0\xff\xfe", 3)) + "--XX--\r\n",
        QByteArray("a=") + QByteArray("\0\xff\xfe", 3) + ';');
    add("a file",
        "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a b.png\"\r\n"
        "Content-Type: image/png\r\n\r\ndata\r\n--XX--\r\n",
        "f:a b.png=data;");
}

void MultipartTest::findsThePartsWhereverItIsCut()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, notes);
    for (qsizetype size = 1; size <= form.size(); ++size)
        QCOMPARE(parse(form, size), notes);
}

void MultipartTest::refusesWhereverItIsCut_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("error");

    const QByteArray early = "error: The form ends too early.";
    const QByteArray after = "error: A boundary of the form is followed by something else.";
    const QByteArray head = "error: A part of the form has a malformed head.";
    const auto add = [](const char *row, const QByteArray &form, const QByteArray &error) {
        QTest::newRow(row) << form << error;
    };
    add("nothing", "", early);
    add("half a boundary", "--X", early);
    add("no end", part("a", "1"), early);
    add("half an end", part("a", "1") + "--XX-", early);
    add("half a line end at the end", part("a", "1") + "--XX--\r", early);
    add("a preamble", "hello\r\n" + part("a", "1") + "--XX--\r\n",
        "error: The form does not begin with its boundary.");
    add("an epilogue", part("a", "1") + "--XX--\r\nmore",
        "error: Something follows the end of the form.");
    add("a longer boundary", part("a", "1") + "--XXY\r\n", after);
    add("space after a boundary", "--XX \r\n", after);
    add("a bare line feed after a boundary", "--XX\nContent-Disposition: form-data", after);
    add("a part without a head", "--XX\r\n\r\n\r\n\r\ndata\r\n--XX--\r\n",
        "error: A part of the form has no name.");
    add("a head without a colon", "--XX\r\nContent-Disposition\r\n\r\n\r\n--XX--", head);
    add("a head that never ends", "--XX\r\n" + QByteArray(MultipartParser::MostHead + 5, 'a'),
        "error: The head of a part may have at most 8192 bytes.");
    QByteArray many;
    for (int i = 0; i <= MultipartParser::MostParts; ++i)
        many += part("a", "");
    add("too many parts", many + "--XX--\r\n", "error: The form may have at most 64 parts.");
}

void MultipartTest::refusesWhereverItIsCut()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, error);
    const qsizetype stride = form.size() > 1000 ? 97 : 1;
    for (qsizetype size = 1; size <= form.size() + 1; size += stride)
        QCOMPARE(parse(form, size), error);
}

void MultipartTest::stopsWhenTheReceiverRefuses()
{
    class Refusing : public Notes
    {
    public:
        Result<> addData(QByteArrayView) override
        {
            return Error{Error::Kind::TooLarge, "too_large"_L1, u"No more."_s};
        }
    };
    Refusing receiver;
    MultipartParser parser("XX", receiver);
    const auto written = parser.write(part("a", "data") + part("b", "data"));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::TooLarge);
    QCOMPARE(receiver.text, QByteArray("a="));
}

void MultipartTest::keepsLittleInMemory()
{
    class Counting : public Notes
    {
    public:
        Result<> addData(QByteArrayView data) override
        {
            count += data.size();
            return {};
        }
        qsizetype count = 0;
    };
    Counting receiver;
    MultipartParser parser("XX", receiver);
    QVERIFY(parser.write("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"));
    const QByteArray piece(64 << 10, '-');
    qsizetype sent = 0;
    for (int i = 0; i < 100; ++i) {
        QVERIFY(parser.write(piece));
        sent += piece.size();
        QVERIFY(sent - receiver.count < 8);
    }
}

void MultipartTest::readsTheBoundary_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("boundary"); // Empty: none.

    const auto add = [](const char *type, const QByteArray &boundary) {
        QTest::newRow(type) << QByteArray(type) << boundary;
    };
    add("multipart/form-data; boundary=abc", "abc");
    add("Multipart/Form-Data; Boundary=aBc", "aBc");
    add("multipart/form-data; charset=utf-8; boundary=\"a b:c\"", "a b:c");
    add("multipart/form-data;boundary=----WebKitFormBoundaryX7", "----WebKitFormBoundaryX7");
    add("multipart/form-data", {});
    add("multipart/form-data; boundary=", {});
    add("multipart/form-data; boundary=\"\"", {});
    add("multipart/form-data; boundary=\"a", {});
    add("multipart/form-data; boundary=\"a \"", {});
    add("multipart/form-data; boundary=a; boundary=b", {});
    add("multipart/form-data; boundary=\"a\r\nb\"", {});
    add("multipart/mixed; boundary=abc", {});
    add("application/json", {});
    add("", {});
    QTest::newRow("longest") << QByteArray("multipart/form-data; boundary=") + QByteArray(70, 'x')
                             << QByteArray(70, 'x');
    QTest::newRow("too long") << QByteArray("multipart/form-data; boundary=") + QByteArray(71, 'x')
                              << QByteArray();
}

void MultipartTest::readsTheBoundary()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, boundary);
    QCOMPARE(multipartBoundary(type).value_or(QByteArray()), boundary);
}

QTEST_GUILESS_MAIN(MultipartTest)
#include "tst_multipart.moc"
