// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/qrcode.h"

#include <qrencode.h>

#include <memory>

namespace linnet {

namespace {

constexpr int Margin = 4; // As the standard wants it, so that cameras find it.

struct Release
{
    void operator()(QRcode *code) const { QRcode_free(code); }
};

//! \return the dark squares, each a path of its own.
QByteArray darkSquares(const QRcode &code)
{
    QByteArray path;
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0; x < code.width; ++x) {
            if (code.data[y * code.width + x] & 1)
                path += 'M' + QByteArray::number(x + Margin) + ' ' + QByteArray::number(y + Margin)
                    + "h1v1h-1z";
        }
    }
    return path;
}

} // namespace

QByteArray qrCodeSvg(const QString &text)
{
    const std::unique_ptr<QRcode, Release> code(
        QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M));
    if (!code)
        return {};
    const QByteArray size = QByteArray::number(code->width + 2 * Margin);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + ' ' + size
        + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + 'v' + size
        + "H0z\"/><path d=\"" + darkSquares(*code) + "\"/></svg>";
}

} // namespace linnet
