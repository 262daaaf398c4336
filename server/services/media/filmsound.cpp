// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/filmsound.h"

#include <QtEndian>

#include <array>
#include <span>

namespace linnet {

namespace {

using Bytes = QByteArrayView;

struct Box
{
    Bytes type; //!< Empty: there is none.
    Bytes content;
};

//! \return the box that \p rest begins with, which is taken off it; none where there is no whole
//! one.
Box takeBox(Bytes &rest)
{
    constexpr qsizetype Short = 8;
    constexpr qsizetype Long = 16;
    if (rest.size() < Short)
        return {};
    quint64 size = qFromBigEndian<quint32>(rest.data());
    const qsizetype head = size == 1 ? Long : Short;
    if (rest.size() < head)
        return {};
    if (size == 1)
        size = qFromBigEndian<quint64>(rest.data() + Short);
    else if (size == 0) // It goes on to the end.
        size = quint64(rest.size());
    if (size < quint64(head) || size > quint64(rest.size()))
        return {};
    const Box box{rest.sliced(4, 4), rest.sliced(head, qsizetype(size) - head)};
    rest = rest.sliced(qsizetype(size));
    return box;
}

struct Senses
{
    bool hears = false;
    bool sees = false;
};

//! What \p handler, of a track, says that it is for.
void note(Senses &senses, Bytes handler)
{
    constexpr qsizetype Kind = 8;
    if (handler.size() < Kind + 4)
        return;
    const Bytes kind = handler.sliced(Kind, 4);
    senses.hears = senses.hears || kind == Bytes("soun");
    senses.sees = senses.sees || kind == Bytes("vide");
}

//! As above, of each box that is at \p path within \p parent.
void noteAll(Senses &senses, Bytes parent, std::span<const Bytes> path)
{
    if (path.empty())
        return note(senses, parent);
    for (Box box = takeBox(parent); !box.type.isEmpty(); box = takeBox(parent)) {
        if (box.type == path.front())
            noteAll(senses, box.content, path.subspan(1));
    }
}

} // namespace

// Source: ISO 14496-12.
bool isSoundAlone(QByteArrayView film)
{
    static constexpr std::array Handlers = {Bytes("moov"), Bytes("trak"), Bytes("mdia"),
                                            Bytes("hdlr")};
    Senses senses;
    noteAll(senses, film, Handlers);
    return senses.hears && !senses.sees;
}

} // namespace linnet
