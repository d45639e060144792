# Reads messages with Email::MIME, and lets MIME::Parser look for errors. Prints a line for each thing found: its kind,
# then base64 words.
use strict;
use warnings;
use Email::MIME;
use Encode qw(encode);
use MIME::Base64 qw(encode_base64);
use MIME::Parser;

sub show {
    my ($kind, @octets) = @_;
    print join(' ', $kind, map { length $_ ? encode_base64($_, '') : '-' } @octets), "\n";
}

sub utf8 { return map { encode('UTF-8', defined $_ ? $_ : '') } @_ }

for my $path (@ARGV) {
    open my $file, '<:raw', $path or die "$path: $!";
    my $octets = do { local $/; <$file> };
    show('message');
    local $SIG{__WARN__} = sub { show('defect', utf8($_[0])) };

    my $parser = MIME::Parser->new;
    $parser->output_to_core(1);
    $parser->parse_data($octets);
    show('defect', utf8($_)) for $parser->results->errors, $parser->results->warnings;

    my $message = Email::MIME->new($octets);
    show('subject', utf8(scalar $message->header_str('Subject')));
    for my $field (qw(From To)) {
        show(lc $field, utf8($_->phrase, $_->address)) for $message->header_as_obj($field)->addresses;
    }
    $message->walk_parts(sub {
        my ($part) = @_;
        return if $part->subparts;
        my $type = $part->content_type;
        if (!defined $part->header('Content-Disposition')) {
            show($type =~ m{^text/html} ? 'html' : 'plain', utf8($part->body_str));
        } else {
            show('file', utf8(scalar $part->filename), $part->body, utf8(scalar $part->header('Content-ID')));
        }
    });
}
